"""The simulated world in the words every engine run needs: a compiled model, its channels, its knobs, its phases."""
