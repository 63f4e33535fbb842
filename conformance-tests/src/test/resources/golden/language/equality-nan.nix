let inf = 1.0e308 * 10; nan = inf - inf; in [ (nan == nan) (nan != nan) (let x = { n = nan; }; in x == x) (nan < 1) (nan >= 1) ]
