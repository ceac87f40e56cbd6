"""What is drawn on the picture: one small class per thing drawn."""
