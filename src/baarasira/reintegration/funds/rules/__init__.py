"""What the rules of the money say: how a grant is split, what a tranche rests on, how far a photo is from the site."""
