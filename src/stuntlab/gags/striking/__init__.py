"""What strikes share: the words of a strike for cameras, the striker, the stage it happens on."""
