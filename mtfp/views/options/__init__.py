"""Tables and sentences about options and packages of them. Must not know documents."""
