"""The shell of the agents' and the public's pages: base templates, components, forms, styles and the small script."""
