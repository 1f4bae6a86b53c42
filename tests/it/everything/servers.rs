//! Servers, over the wire: OpenAPI 3.1.1, "Server Object".

use everything::servers::{self, Regional, RegionalPort, RegionalRegion, Uploads};
use everything::transport::Scripted;
use everything::{BASE_URL, Client, ClientBuilder};

use super::wire::{builder, last, taking};

async fn url_of_a_thing(builder: ClientBuilder) -> String {
    let script = Scripted::new().reply(204, "");
    let client = builder.transport(script.clone()).build().unwrap();
    client.access().no_credentials().await.unwrap();
    script.requests().remove(0).url.to_string()
}

#[tokio::test]
async fn the_first_server_is_the_base_url() {
    assert_eq!(BASE_URL, "https://everything.example");
    assert_eq!(
        url_of_a_thing(Client::builder()).await,
        "https://everything.example/access/none"
    );
}

#[tokio::test]
async fn the_variables_of_a_server_are_typed_and_have_defaults() {
    let default = url_of_a_thing(Client::builder().server(Regional::new())).await;
    assert_eq!(default, "https://eu.everything.example/v1/access/none");
    let chosen = Regional::new()
        .region(RegionalRegion::Us)
        .port(RegionalPort::_8443)
        .version("v2/beta");
    let chosen = url_of_a_thing(Client::builder().server(chosen)).await;
    assert_eq!(chosen, "https://us.everything.example:8443/v2/beta/access/none");
    let built = Client::builder()
        .server(Uploads::new().tenant("evil.example/#"))
        .build();
    assert!(built.is_err(), "a value can't leave its place");
}

#[tokio::test]
async fn servers_of_paths_and_operations_are_honoured() {
    let script = Scripted::new().reply(204, "").reply(204, "").reply(204, "");
    let client = Client::builder()
        .basic_auth("a", "b")
        .transport(script.clone())
        .build()
        .unwrap();
    client.servers().list_files().await.unwrap();
    client.servers().upload_file().await.unwrap();
    client.servers().read_elsewhere().await.unwrap();
    let urls: Vec<String> = script
        .requests()
        .iter()
        .map(|request| request.url.to_string())
        .collect();
    let expected = [
        "https://files.everything.example/v2/servers/of-path",
        "https://shared.upload.everything.example/servers/of-path",
        "https://everything.example/elsewhere/servers/relative",
    ];
    assert_eq!(urls, expected);
}

#[tokio::test]
async fn a_base_url_takes_all_operations() {
    let server = taking().await;
    let client = builder(&server.uri()).basic_auth("a", "b").build().unwrap();
    client.servers().list_files().await.unwrap();
    assert_eq!(last(&server).await.url.path(), "/servers/of-path");
    client.servers().upload_file().await.unwrap();
    client.servers().read_elsewhere().await.unwrap();
    assert_eq!(last(&server).await.url.path(), "/servers/relative");
}

#[tokio::test]
async fn one_server_of_operations_can_be_moved_alone() {
    let (main, files) = (taking().await, taking().await);
    let client = builder(&main.uri())
        .server_url(servers::FILES, format!("{}/mirror", files.uri()))
        .basic_auth("a", "b")
        .build()
        .unwrap();
    client.servers().list_files().await.unwrap();
    client.servers().upload_file().await.unwrap();
    let request = last(&files).await;
    assert_eq!(request.url.path(), "/mirror/servers/of-path");
    assert!(request.headers.contains_key("authorization"));
    assert_eq!(
        (last(&main).await.method.as_str(), servers::FILES.url()),
        ("PUT", "https://files.everything.example/v2")
    );
}
