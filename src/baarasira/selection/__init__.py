"""Who is chosen: panels and marks, runs of the engine, published lists, the reserve, appeals, and what is printed of them."""
