"""Where documents come from: files, directories, standard input."""
