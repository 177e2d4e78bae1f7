"""Tables of what a board decides, has agreed and has had assessed, with the plan's figures behind the words."""
