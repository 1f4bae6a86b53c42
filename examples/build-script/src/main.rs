//! Adds a pet, without a network: the transport is one for tests.

use build_script_example::pets::transport::Scripted;
use build_script_example::pets::types::{Cat, Kind, Pet, Status};
use build_script_example::pets::{Client, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let transport = Scripted::new().reply(201, r#"{"name": "Kit", "kind": {"kind": "Cat"}, "status": "asleep"}"#);
    let client = Client::builder().transport(transport).token("secret").build()?;
    let pet = client
        .pets()
        .create_pet(Pet::new("Kit", Kind::Cat(Cat::new())).status(Status::Available))
        .await?;
    let status = pet.status.map(|status| status.to_string());
    println!("{} is {}", pet.name, status.unwrap_or_default());
    Ok(())
}
