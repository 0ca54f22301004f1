"""Speech recognition: the words spoken to the shop."""
