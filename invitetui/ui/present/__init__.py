"""From records to what is read on the screen: pure functions, tested without a screen."""
