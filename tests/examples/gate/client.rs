
mod gate;

/// Sends each case of a file through the client's types, and prints what came of it: a line for each case.
fn main() {
    let path = std::env::args().nth(1).unwrap_or_default();
    let text = std::fs::read_to_string(path).unwrap_or_default();
    for line in text.lines() {
        let mut columns = line.splitn(4, '\t').skip(1);
        let (Some(schema), Some(sample)) = (columns.next(), columns.nth(1)) else {
            println!("unreadable\t");
            continue;
        };
        match gate::round_trip(schema, sample) {
            None => println!("missing\t"),
            Some(Ok(text)) => println!("written\t{text}"),
            Some(Err(message)) => println!("refused\t{}", message.replace(['\n', '\r'], " ")),
        }
    }
}
