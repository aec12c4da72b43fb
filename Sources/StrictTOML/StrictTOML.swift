// StrictTOML
