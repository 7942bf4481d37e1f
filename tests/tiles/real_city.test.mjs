// The tiles of Ho Chi Minh City, where its data is at hand.

import { join } from "node:path";
import { run, testCity } from "./whole_city.mjs";

const data = join(process.env.HOCGAN_DATA ?? "", "hcmc");

testCity((city) => {
  run("init", city, "--name", "HCMC", "--crs", "EPSG:9210");
  run("import", city, "osm", join(data, "hcmc-2018.osm.pbf"));
  run("import", city, "wards", join(data, "wards-2019.shp"), "--map", "id=Com_ID", "--map", "name=Com_Name",
    "--map", "district=Dist_Name", "--map", "population=Pop_2019");
  run("zones", city, "units", "--level", "primary", "--from", "population");
  for (const level of ["primary", "lower_secondary"])
    run("zones", city, "suggest", "--level", level, "--method", "nearest", "--publish");
});
