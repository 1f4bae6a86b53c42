//! Prefect: flows, their runs, deployments and automations.

mod drive;

use client::Client;
use client::types::{
    ArtifactCreate, AutomationCreate, BodySetFlowRunStateFlowRunsIdSetStatePost, ConcurrencyLimitV2Create,
    DeploymentCreate, DeploymentFlowRunCreate, DoNothing, EventTriggerInput, EventTriggerInputPosture, FlowCreate,
    FlowRunCreate, FlowUpdate, LogCreate, SavedSearchCreate, StateCreate, StateType, VariableCreate, VariableUpdate,
    VariableUpdateValue, WorkPoolCreate, WorkQueueCreate,
};
use drive::Drive;
use serde_json::Value;
use uuid::Uuid;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut drive, builder) = Drive::new()?;
    let client = builder.build()?;
    drive.call(client.root().health_check()).await;
    drive.call(client.root().server_version()).await;
    drive.call(client.admin().read_settings()).await;
    flows(&mut drive, &client).await?;
    automations(&mut drive, &client).await?;
    others(&mut drive, &client).await?;
    drive.finish();
    Ok(())
}

fn id(value: &Value) -> Result<Uuid, Box<dyn std::error::Error>> {
    Ok(value["id"].as_str().ok_or("there is no id")?.parse()?)
}

async fn flows(drive: &mut Drive, client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    let name = drive.name.clone();
    let flow = drive
        .call(client.flows().create(FlowCreate::new(&name).tags(["tests"])))
        .await;
    let flow = id(&flow)?;
    drive.call(client.flows().read_flow(flow)).await;
    drive.call(client.flows().read_flow_by_name(&name)).await;
    drive.call(client.flows().read_flows()).await;
    drive.call(client.flows().count()).await;
    drive.call(client.flows().paginate()).await;
    drive
        .call(client.flows().update(flow, FlowUpdate::new().tags(["more"])))
        .await;
    let run = drive.call(client.flow_runs().create(FlowRunCreate::new(flow))).await;
    let run = id(&run)?;
    let state = StateCreate::new(StateType::Completed);
    drive
        .call(
            client
                .flow_runs()
                .set_state(run, BodySetFlowRunStateFlowRunsIdSetStatePost::new(state)),
        )
        .await;
    drive.call(client.flow_runs().read_graph_v2(run)).await;
    drive.call(client.flow_runs().count()).await;
    drive.call(client.flow_run_states().read_flow_run_states_get(run)).await;
    let log = LogCreate::new(&name, 20, "done", "2026-01-02T03:04:05Z".parse()?).flow_run_id(run);
    drive.call(client.logs().create([log])).await;
    drive.call(client.logs().read()).await;
    let deployment = drive
        .call(client.deployments().create(DeploymentCreate::new(&name, flow)))
        .await;
    let deployment = id(&deployment)?;
    drive.call(client.deployments().read_deployment(deployment)).await;
    drive.call(client.deployments().read_deployments()).await;
    drive.call(client.deployments().pause(deployment)).await;
    drive.call(client.deployments().resume(deployment)).await;
    let started = DeploymentFlowRunCreate::new();
    drive
        .call(client.deployments().create_flow_run(deployment, started))
        .await;
    drive.call(client.deployments().delete(deployment)).await;
    Ok(())
}

async fn automations(drive: &mut Drive, client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    let trigger = EventTriggerInput::new(EventTriggerInputPosture::Reactive);
    let automation = AutomationCreate::new(&drive.name, trigger, [DoNothing::new().into()]);
    let automation = drive.call(client.automations().create(automation)).await;
    let automation = id(&automation)?;
    drive.call(client.automations().read_automation(automation)).await;
    drive.call(client.automations().read_automations()).await;
    drive.call(client.automations().count()).await;
    drive
        .call(
            client
                .automations()
                .validate_template_templates_validate_post()
                .body("{{ event.id }}"),
        )
        .await;
    drive.call(client.automations().delete(automation)).await;
    Ok(())
}

async fn others(drive: &mut Drive, client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    let name = drive.name.clone();
    let variable = VariableCreate::new(&name, Some("a text".into()));
    drive.call(client.variables().create(variable)).await;
    drive.call(client.variables().read_variable_by_name(&name)).await;
    let value = VariableUpdate::new().value(VariableUpdateValue::from("another text"));
    drive
        .call(client.variables().update_variable_by_name(&name, value))
        .await;
    drive.call(client.variables().delete_variable_by_name(&name)).await;
    drive.call(client.work_pools().create(WorkPoolCreate::new(&name))).await;
    drive
        .call(
            client
                .work_pools()
                .create_work_queue(&name, WorkQueueCreate::new("fast")),
        )
        .await;
    drive.call(client.work_pools().read_work_queues(&name)).await;
    drive.call(client.work_pools().delete(&name)).await;
    drive
        .call(client.artifacts().create(ArtifactCreate::new().key(name.as_str())))
        .await;
    drive.call(client.artifacts().read_artifacts()).await;
    drive
        .call(client.saved_searches().create(SavedSearchCreate::new(&name)))
        .await;
    let limit = ConcurrencyLimitV2Create::new(&name, 2);
    drive
        .call(client.concurrency_limits_v2().create_concurrency_limit_v2(limit))
        .await;
    drive.call(client.concurrency_limits_v2().read_all()).await;
    drive.call(client.block_types().install_system()).await;
    drive.call(client.block_types().read()).await;
    drive.call(client.events().read()).await;
    Ok(())
}
