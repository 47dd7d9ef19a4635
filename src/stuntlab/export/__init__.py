"""What other programs can open: previs scenes as binary glTF. Only what is to be seen comes in here."""
