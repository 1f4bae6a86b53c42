//! Generates `pets.rs` and `weather.rs` in `OUT_DIR`.

fn main() -> Result<(), clientwright::Error> {
    clientwright::Config::new("pets/openapi.yaml")
        .module("pets")
        .generate()?;
    clientwright::Config::from_file("weather/clientwright.toml")?.generate()?;
    Ok(())
}
