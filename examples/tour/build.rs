//! Generates a module for each of the three APIs in `OUT_DIR`.

fn main() -> Result<(), clientwright::Error> {
    for api in ["petstore", "chat", "payments"] {
        clientwright::Config::from_file(format!("{api}/clientwright.toml"))?.generate()?;
    }
    Ok(())
}
