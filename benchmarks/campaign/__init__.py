"""A campaign's busiest day: thousands of applications registered by twenty writers at once, none lost, none doubled."""
