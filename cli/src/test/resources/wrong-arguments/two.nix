{ clusters = { eu = { }; us = { }; }; }
