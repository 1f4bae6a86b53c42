//! Label Studio: a project, its tasks, and what is labelled in them.

mod drive;

use client::Client;
use client::types::{
    ApiDmViewsCreateBody, ApiPredictionsCreateBody, ApiTasksAnnotationsCreateBody, ImportApiRequest,
    PatchedProjectRequest, ProjectLabelConfigRequest, ProjectRequest,
};
use drive::Drive;
use serde_json::json;

const LABELS: &str = r#"<View><Text name="text" value="$text"/><Choices name="mood" toName="text"><Choice value="good"/><Choice value="bad"/></Choices></View>"#;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut drive, builder) = Drive::new()?;
    let token = std::env::var("LABEL_STUDIO_USER_TOKEN")?;
    let client = builder.token(format!("Token {token}")).build()?;
    drive.call(client.users().api_users_list()).await;
    drive.call(client.users().api_current_user_whoami_retrieve()).await;
    drive.call(client.users().api_current_user_token_retrieve()).await;
    drive.call(client.organizations().api_organizations_list()).await;
    drive.call(client.organizations().api_organizations_retrieve(1)).await;
    let config = ProjectLabelConfigRequest::new(LABELS);
    drive.call(client.projects().api_projects_validate_create(config)).await;
    let project = ProjectRequest::new().title(drive.name.clone()).label_config(LABELS);
    let project = drive.call(client.projects().api_projects_create().body(project)).await;
    let project = project["id"].as_i64().ok_or("the project has no id")?;
    drive.call(client.projects().api_projects_retrieve(project)).await;
    drive.call(client.projects().api_projects_list()).await;
    drive.call(client.projects().api_projects_counts_list()).await;
    let described = PatchedProjectRequest::new().description("of tests");
    drive
        .call(client.projects().api_projects_partial_update(project).body(described))
        .await;
    tasks(&mut drive, &client, project).await?;
    drive.call(client.webhooks().api_webhooks_list()).await;
    drive.call(client.storage().api_storages_types_retrieve()).await;
    drive.call(client.projects().api_projects_destroy(project)).await;
    drive.finish();
    Ok(())
}

async fn tasks(drive: &mut Drive, client: &Client, project: i64) -> Result<(), Box<dyn std::error::Error>> {
    let tasks = [ImportApiRequest::new(json!({"text": "a good day"}))];
    drive
        .call(client.import().api_projects_import_create(project, tasks))
        .await;
    let tasks = drive.call(client.tasks().api_tasks_list().project(project)).await;
    let task = tasks["tasks"][0]["id"].as_i64().ok_or("there is no task")?;
    drive.call(client.tasks().api_tasks_retrieve(&task.to_string())).await;
    let good = json!({"from_name": "mood", "to_name": "text", "type": "choices", "value": {"choices": ["good"]}});
    let results = || good.as_object().cloned();
    let annotation = ApiTasksAnnotationsCreateBody::new().result(results());
    let annotation = drive
        .call(client.annotations().api_tasks_annotations_create(task).body(annotation))
        .await;
    let annotation = annotation["id"].as_i64().ok_or("the annotation has no id")?;
    drive
        .call(client.annotations().api_annotations_retrieve(annotation))
        .await;
    drive.call(client.annotations().api_tasks_annotations_list(task)).await;
    let prediction = ApiPredictionsCreateBody::new().task(task).result(results());
    drive
        .call(client.predictions().api_predictions_create().body(prediction))
        .await;
    drive.call(client.predictions().api_predictions_list()).await;
    let view = ApiDmViewsCreateBody::new().project(project);
    drive.call(client.data_manager().api_dm_views_create().body(view)).await;
    drive
        .call(client.data_manager().api_dm_views_list().project(project))
        .await;
    drive.call(client.data_manager().api_dm_columns_retrieve(project)).await;
    drive.call(client.export().api_projects_exports_list(project)).await;
    Ok(())
}
