"""Bodies as they are seen: posed skins, the pads worn over them, and the surfaces they are painted with."""
