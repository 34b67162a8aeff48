"""The departure clearance: issued by two people, verified by anyone, and by hand when the system is down."""
