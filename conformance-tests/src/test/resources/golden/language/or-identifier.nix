let or = 1; in [ or (let x = or; in x) ]
