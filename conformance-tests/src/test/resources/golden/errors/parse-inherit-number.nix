{ inherit 1; }
