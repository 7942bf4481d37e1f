// The tiles of the city that `hocgan demo` makes up.

import { folder, run, testCity } from "./whole_city.mjs";

testCity(() => run("demo", folder, "--pupils", "2000", "--schools", "20", "--seed", "7"));
