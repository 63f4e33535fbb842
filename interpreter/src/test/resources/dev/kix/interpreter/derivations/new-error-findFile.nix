<kix-no-such-entry/x>
