{ outputs = { self }: { greeting = "hello from ${self.outPath}"; }; }
