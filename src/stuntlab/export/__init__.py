"""Scene files for other programs. The file that writes a format defines it, as a `SceneFormat`."""
