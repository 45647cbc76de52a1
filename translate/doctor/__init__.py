"""Look at the installation and say what is wrong with it: no network, and nothing is created."""
