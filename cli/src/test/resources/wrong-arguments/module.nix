{ instances.shop.web = { }; }
