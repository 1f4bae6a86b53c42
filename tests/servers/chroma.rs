//! Chroma, which needs no credentials although its document says so.

mod drive;

use client::types::{
    AddCollectionRecordsPayload, CreateCollectionPayload, CreateDatabasePayload, CreateTenantPayload,
    DeleteCollectionRecordsPayload, GetRequestPayload, QueryRequestPayload, UpdateCollectionPayload,
    UpsertCollectionRecordsPayload,
};
use drive::Drive;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut drive, builder) = Drive::new()?;
    let client = builder.without_credentials().build()?;
    let name = drive.name.clone();
    drive.call(client.system().heartbeat()).await;
    drive.call(client.system().version()).await;
    drive.call(client.system().healthcheck()).await;
    drive.call(client.system().pre_flight_checks()).await;
    drive.call(client.authentication().get_user_identity()).await;
    drive
        .call(client.tenant().create(CreateTenantPayload::new(&name)))
        .await;
    drive.call(client.tenant().get(&name)).await;
    drive
        .call(client.database().create(&name, CreateDatabasePayload::new("animals")))
        .await;
    drive.call(client.database().list(&name)).await;
    drive.call(client.database().get(&name, "animals")).await;
    let pets = CreateCollectionPayload::new("pets");
    let collection = drive.call(client.collection().create(&name, "animals", pets)).await;
    let id = collection["id"].as_str().ok_or("the collection has no id")?;
    drive.call(client.collection().list(&name, "animals")).await;
    drive.call(client.collection().count(&name, "animals")).await;
    drive.call(client.collection().get(&name, "animals", "pets")).await;
    let records = AddCollectionRecordsPayload::new(vec![vec![0.5, 1.0], vec![1.0, 0.5]], ["a", "b"]);
    drive
        .call(client.record().collection_add(&name, "animals", id, records))
        .await;
    drive.call(client.record().collection_count(&name, "animals", id)).await;
    drive
        .call(
            client
                .record()
                .collection_get(&name, "animals", id, GetRequestPayload::new()),
        )
        .await;
    let query = QueryRequestPayload::new([vec![0.5, 1.0]]).n_results(1);
    drive
        .call(client.record().collection_query(&name, "animals", id, query))
        .await;
    let records = UpsertCollectionRecordsPayload::new(vec![vec![0.0, 1.0]], ["c"]);
    drive
        .call(client.record().collection_upsert(&name, "animals", id, records))
        .await;
    let records = DeleteCollectionRecordsPayload::new().ids(["a".to_owned()]);
    drive
        .call(client.record().collection_delete(&name, "animals", id, records))
        .await;
    let renamed = UpdateCollectionPayload::new().new_name("cats");
    drive
        .call(client.collection().update(&name, "animals", id, renamed))
        .await;
    drive.call(client.collection().delete(&name, "animals", "cats")).await;
    drive.call(client.database().delete(&name, "animals")).await;
    drive.finish();
    Ok(())
}
