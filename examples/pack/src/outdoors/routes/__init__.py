"""Rules about walks as the site shows them."""
