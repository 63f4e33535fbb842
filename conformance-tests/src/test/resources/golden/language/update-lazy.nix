({ a = throw "hidden"; } // { a = 1; }).a
