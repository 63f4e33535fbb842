import ./no-such-folder
