//! Lists, creates, finds and uploads: `cargo run -p tour --bin petstore`.

use std::error::Error as StdError;

use tour::petstore::api::pets::GetError;
use tour::petstore::types::{NewPet, PetStatus, UploadPhotoForm};
use tour::petstore::{CallError, Client, FilePart};
use tour::server::{self, Request, Response};

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let client = Client::builder()
        .base_url(server::start(respond)?)
        .api_key("secret")
        .build()?;

    // Create: required inputs are arguments, optional ones are setters.
    let pet = client
        .pets()
        .create(NewPet::new("Kit").status(PetStatus::Available))
        .await?;
    println!("created {} with id {}", pet.name, pet.id);

    // List: every item of every page, as a stream.
    // ANCHOR: list
    let mut pets = client.pets().list().status(&PetStatus::Sold).items();
    while let Some(pet) = pets.next().await {
        println!("sold: {}", pet?.name);
    }
    // ANCHOR_END: list

    // Find: a variant for each error response that the API description documents.
    // ANCHOR: find
    match client.pets().get(404).await {
        Ok(pet) => println!("found {}", pet.name),
        Err(CallError::Api(error)) => match error.body() {
            GetError::NotFound(problem) => println!("not found: {}", problem.message),
            _ => println!("status code {}", error.status()),
        },
        Err(error) => return Err(error.into()),
    }
    // ANCHOR_END: find

    // Upload: bytes, or a stream for a large file.
    // ANCHOR: upload
    let form = UploadPhotoForm::new(FilePart::new("kit.png", &b"\x89PNG"[..])).caption("Kit, asleep");
    let photo = client.pets().upload_photo(pet.id, form).await?;
    // ANCHOR_END: upload
    println!("uploaded {} bytes to {}", photo.bytes, photo.url);
    Ok(())
}
// ANCHOR_END: main

fn respond(request: &Request) -> Response {
    match request.line.as_str() {
        "POST /pets" => Response::json(201, r#"{"id": 7, "name": "Kit", "status": "available"}"#),
        "GET /pets?status=sold" => Response::json(
            200,
            r#"{"data": [{"id": 1, "name": "Rex"}, {"id": 2, "name": "Tom"}], "next_cursor": "2"}"#,
        ),
        "GET /pets?status=sold&cursor=2" => {
            Response::json(200, r#"{"data": [{"id": 3, "name": "Ada"}], "next_cursor": null}"#)
        }
        "POST /pets/7/photo" => Response::json(201, r#"{"url": "https://petstore.example/7.png", "bytes": 4}"#),
        _ => Response::json(404, r#"{"message": "there is no such pet"}"#),
    }
}
