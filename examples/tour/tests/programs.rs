//! The programs do what the guide says.

use std::io;
use std::process::Command;

fn output(program: &str) -> io::Result<String> {
    let output = Command::new(program).output()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn petstore_creates_lists_finds_and_uploads() -> io::Result<()> {
    let expected = "created Kit with id 7\nsold: Rex\nsold: Tom\nsold: Ada\nnot found: there is no such pet\n\
                    uploaded 4 bytes to https://petstore.example/7.png\n";
    assert_eq!(output(env!("CARGO_BIN_EXE_petstore"))?, expected);
    Ok(())
}

#[test]
fn chat_streams() -> io::Result<()> {
    assert_eq!(
        output(env!("CARGO_BIN_EXE_chat"))?,
        "A crate is Rust's unit of compilation.\n"
    );
    Ok(())
}

#[test]
fn payments_charges_and_parses_a_webhook() -> io::Result<()> {
    let expected = "charged 1999 eur: ch_1\ndeclined (insufficient_funds)\nch_2 failed: fraud\n";
    assert_eq!(output(env!("CARGO_BIN_EXE_payments"))?, expected);
    Ok(())
}
