//! Generates the client before and after `clientwright learn`.

fn main() -> Result<(), clientwright::Error> {
    clientwright::Config::from_file("strict.toml")?.generate()?;
    clientwright::Config::from_file("learned.toml")?.generate()?;
    Ok(())
}
