# What the benchmark of unions is made of, for run.sh: documents, and serde's twins of their types.

# union_document tag|property COUNT: a union of so many objects. A constant tells them apart, or a property of their own.
union_document() {
    local form=$1 count=$2 index members="" schemas=""
    for ((index = 0; index < count; index++)); do
        members+="{\"\$ref\":\"#/components/schemas/Event$index\"},"
        local own='"kind":{"const":"event'$index'"}' required='"kind"'
        if [[ $form == property ]]; then
            own='"own'$index'":{"type":"string"}' required='"own'$index'"'
        fi
        schemas+="\"Event$index\":{\"type\":\"object\",\"required\":[$required,\"id\",\"name\"],\"properties\":{$own,"
        schemas+='"id":{"type":"string"},"name":{"type":"string"},"count":{"type":"integer"},"is_last":{"type":"boolean"},'
        schemas+='"note":{"type":"string"}}},'
    done
    cat <<JSON
{"openapi":"3.1.0","info":{"title":"Events","version":"1"},"paths":{"/events":{"get":{"operationId":"events","responses":
{"200":{"description":"ok","content":{"application/json":{"schema":{"type":"array","items":
{"\$ref":"#/components/schemas/Event"}}}}}}}}},"components":{"schemas":{${schemas}"Event":{"oneOf":[${members%,}]}}}}
JSON
}

# One hundred events, each of another type than the one before.
union_payload() {
    local form=$1 count=$2 index type text=""
    for ((index = 0; index < 100; index++)); do
        type=$((index * 7 % count))
        local own='"kind":"event'$type'"'
        [[ $form == property ]] && own='"own'$type'":"event"'
        text+='{"id":"01HV'$index'K3","name":"tide of harbour '$type'",'$own',"count":'$index',"is_last":false,"note":"none"},'
    done
    printf '[%s]' "${text%,}"
}

# The program that compares them. The twins are `#[serde(untagged)]`, since the documents declare no discriminator.
union_program() {
    local form count index
    printf '//! Unions against `#[serde(untagged)]`.\n\nuse codec::{measure, payload};\nuse serde::{Deserialize, Serialize};\n\n'
    printf 'fn main() {\n    measure::heading();\n'
    for count in 2 10 80; do
        for form in tag property; do
            printf '    payload!("100 values of a union of %s, told by a %s", %s, Vec<%s_twins::Event>, r#"%s"#);\n' \
                "$count" "$form" "$form$count" "$form$count" "$(union_payload "$form" "$count")"
        done
    done
    printf '}\n'
    for count in 2 10 80; do
        for form in tag property; do
            printf '\nmod %s_twins {\n    use super::*;\n\n' "$form$count"
            printf '    #[derive(Serialize, Deserialize)]\n    #[serde(untagged)]\n    pub enum Event {\n'
            for ((index = 0; index < count; index++)); do
                printf '        Event%s(Event%s),\n' "$index" "$index"
            done
            printf '    }\n'
            for ((index = 0; index < count; index++)); do
                union_twin "$form" "$index"
            done
            printf '}\n'
        done
    done
}

union_twin() { # union_twin FORM INDEX
    local own="own$2: String"
    if [[ $1 == tag ]]; then
        own="kind: Kind$2"
        printf '    #[derive(Serialize, Deserialize)]\n    pub enum Kind%s {\n        #[serde(rename = "event%s")]\n        It,\n    }\n' "$2" "$2"
    fi
    cat <<RUST
    #[derive(Serialize, Deserialize)]
    pub struct Event$2 {
        pub $own,
        pub id: String,
        pub name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub count: Option<i64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub is_last: Option<bool>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub note: Option<String>,
    }
RUST
}
