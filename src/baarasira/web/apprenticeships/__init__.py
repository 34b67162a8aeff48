"""The pages of apprenticeship: the centre’s, and those that live on a phone without a network."""
