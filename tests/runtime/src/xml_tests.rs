//! XML bodies: how they are read as JSON, and written from it.

use crate::runtime::http::{Mismatch, Reply, Tree};
use crate::runtime::json::{self, json_object};
use crate::runtime::xml::{
    Content, Element, attribute, cdata, element, inside, list, of, text, to_json, to_xml, wrapped,
};
use crate::transport::HeaderMap;

/// A layout that holds itself, and one of each kind of node.
static ORDER: Content = Content::Object(&[
    attribute("id", &Content::Number).required(),
    element("name", &Content::Text).required(),
    element("at", &Content::Token).within("t", "At", "urn:time"),
    element("paid", &Content::Boolean),
    wrapped("lines", of("line", &LINE)).named("Lines").required(),
    list("notes", of("note", &Content::Text)),
    list("codes", of("code", &Content::Number)).required(),
    inside("terms", &TERMS),
    element("price", &PRICE),
    element("parent", &ORDER),
    element("owner", &Content::Number).nullable(),
]);
static LINE: Content = Content::Object(&[element("item", &Content::Text).required()]);
static TERMS: Content = Content::Object(&[element("days", &Content::Number)]);
static PRICE: Content = Content::Map(
    &[attribute("currency", &Content::Text), text("amount", &Content::Number)],
    &Content::Number,
);
static REMARK: Content = Content::Object(&[attribute("by", &Content::Text), cdata("text", &Content::Text)]);
static MATRIX: Content = Content::List(of("row", &Content::List(of("cell", &Content::Number))));

fn read(xml: &str, content: &Content) -> String {
    to_json(xml, content).unwrap()
}

fn refused(xml: &str) -> String {
    to_json(xml, &ORDER).unwrap_err().to_string()
}

fn write(json: &str, root: &Element) -> Result<String, String> {
    to_xml(&json::from_str::<Tree>(json).unwrap(), root)
}

/// What is written, without the declaration.
fn written(json: &str, root: &Element) -> String {
    let text = write(json, root).unwrap();
    let (declaration, text) = text.split_once("?>").unwrap();
    assert_eq!(declaration, r#"<?xml version="1.0" encoding="UTF-8""#);
    text.to_owned()
}

#[test]
fn each_node_is_read_as_its_property() {
    let xml = r#"<?xml version="1.0"?>
        <!DOCTYPE order>
        <s:order xmlns:s="urn:shop" id=" 07 ">
            <name>a &amp; b&#33;</name>
            <At>2020-01-01</At> <paid> 1 </paid>
            <Lines><line><item><![CDATA[<x> & y]]></item></line><line><item/></line></Lines>
            <note> one </note> <code>1</code> <note>two</note> <code>-2.50</code>
            <days>+3</days>
            <price currency="EUR">1e2<net>0.9</net></price>
        </s:order>"#;
    let json = concat!(
        r#"{"id":7,"name":"a & b!","at":"2020-01-01","paid":true,"#,
        r#""lines":[{"item":"<x> & y"},{"item":""}],"notes":[" one ","two"],"codes":[1,-2.50],"#,
        r#""terms":{"days":3},"price":{"currency":"EUR","amount":1e2,"net":0.9},"owner":null}"#
    );
    assert_eq!(read(xml, &ORDER), json);
}

#[test]
fn what_is_not_there_is_absent_empty_or_null() {
    assert_eq!(read("<o/>", &ORDER), r#"{"codes":[],"owner":null}"#);
    let nil = r#"<o xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><name i:nil="true"/><paid/><At> </At></o>"#;
    assert_eq!(
        read(nil, &ORDER),
        r#"{"name":null,"at":null,"paid":null,"codes":[],"owner":null}"#
    );
    let empty = "<o><Lines/><parent/><price/></o>";
    let json = r#"{"lines":[],"codes":[],"price":{},"parent":null,"owner":null}"#;
    assert_eq!(
        read(empty, &ORDER),
        json,
        "an empty element can't be an object that needs more"
    );
    assert_eq!(read(r#"<r by="a"><![CDATA[]]></r>"#, &REMARK), r#"{"by":"a"}"#);
}

#[test]
fn what_is_not_declared_is_kept_as_json() {
    let xml = r#"<line a="1" xsi:type="x"><item>i</item><b>2</b><c d="3">4</c><b/><e><f>5</f></e></line>"#;
    let json = r##"{"item":"i","@a":"1","b":["2",""],"c":{"@d":"3","#text":"4"},"e":{"f":"5"}}"##;
    assert_eq!(read(xml, &LINE), json);
    let root = of("line", &LINE);
    let again = r#"<line a="1"><item>i</item><b>2</b><b/><c d="3">4</c><e><f>5</f></e></line>"#;
    assert_eq!(written(json, &root), again);
}

#[test]
fn lists_take_their_elements_by_name_or_all_that_are_alone() {
    assert_eq!(
        read("<m><row><cell>1</cell><cell>2</cell></row><row/></m>", &MATRIX),
        "[[1,2],[]]"
    );
    let other = Content::List(of("pet", &Content::Text));
    assert_eq!(
        read("<Pets><item>a</item><item>b</item></Pets>", &other),
        r#"["a","b"]"#
    );
    assert_eq!(read("<Pets><total>1</total><pet>a</pet></Pets>", &other), r#"["a"]"#);
}

#[test]
fn an_element_may_have_the_name_of_its_property() {
    static LINKS: Content = Content::Object(&[
        element("next", &Content::Text).named("link"),
        element("last", &Content::Text).named("next"),
    ]);
    assert_eq!(
        read("<o><at>a</at></o>", &ORDER),
        r#"{"at":"a","codes":[],"owner":null}"#
    );
    assert_eq!(read("<l><next>a</next></l>", &LINKS), r#"{"last":"a"}"#);
}

#[test]
fn numbers_are_those_of_json() {
    let numbers = [
        ("0", "0"),
        ("-0012", "-12"),
        ("+.5", "0.5"),
        ("5.", "5"),
        ("1E+3", "1e+3"),
        ("NaN", r#""NaN""#),
        ("1 2", r#""1 2""#),
        (".", r#"".""#),
        ("1e", r#""1e""#),
    ];
    for (xml, json) in numbers {
        assert_eq!(read(&format!("<n>{xml}</n>"), &Content::Number), json);
        json::from_str::<serde_json::Value>(json).unwrap();
    }
}

#[test]
fn what_is_no_xml_says_where() {
    assert_eq!(refused("<a><b></a>"), "not valid XML: not well-formed, at byte 6");
    assert_eq!(refused("<a>"), "not valid XML: an element without an end, at byte 3");
    assert_eq!(
        refused("text"),
        "not valid XML: text outside of the root element, at byte 4"
    );
    assert_eq!(refused("<a/><b/>"), "not valid XML: a second root element, at byte 8");
    assert_eq!(refused("<!-- a -->"), "not valid XML: no root element, at byte 10");
    assert_eq!(refused("<a b=c/>"), "not valid XML: an invalid attribute, at byte 8");
}

#[test]
fn nothing_expands_and_nothing_nests_too_deep() {
    let entity = r#"<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><a>&d;</a>"#;
    assert!(refused(entity).starts_with("not valid XML: a reference to an unknown entity"));
    let attribute = r#"<!DOCTYPE a [<!ENTITY b "cc">]><a b="&b;"/>"#;
    assert!(refused(attribute).starts_with("not valid XML: an invalid attribute"));
    let deep = |levels: usize| "<a>".repeat(levels) + &"</a>".repeat(levels);
    assert!(to_json(&deep(128), &ORDER).is_ok());
    assert!(refused(&deep(129)).starts_with("not valid XML: nested deeper than 128 levels"));
    assert!(refused(&deep(100_000)).starts_with("not valid XML: nested deeper than 128 levels"));
}

#[test]
fn each_property_is_written_as_its_node() {
    let json = concat!(
        r#"{"id":7,"name":"<a> & \"b\"\r\n","at":"2020-01-01","paid":true,"lines":[{"item":"x"}],"notes":[],"codes":[1,2],"#,
        r#""terms":{"days":3},"price":{"currency":"\"€\"\n","amount":1.5,"net":0.9},"owner":null}"#
    );
    let xml = concat!(
        r#"<order xmlns="urn:shop" id="7"><name>&lt;a&gt; &amp; "b"&#13;"#,
        "\n",
        r#"</name><t:At xmlns:t="urn:time">2020-01-01</t:At><paid>true</paid><Lines><line><item>x</item></line></Lines>"#,
        r#"<code>1</code><code>2</code><days>3</days><price currency="&quot;€&quot;&#10;">1.5<net>0.9</net></price>"#,
        r#"<owner xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/></order>"#
    );
    let root = of("order", &ORDER).within("", "urn:shop");
    assert_eq!(written(json, &root), xml);
    assert_eq!(
        read(xml, &ORDER),
        json.replace(r#","notes":[]"#, ""),
        "an empty list leaves nothing"
    );
}

#[test]
fn namespaces_are_declared_once() {
    static INNER: Content = Content::Object(&[element("b", &Content::Text).within("p", "b", "urn:p")]);
    static OUTER: Content = Content::Object(&[element("a", &INNER).within("p", "a", "urn:p")]);
    let xml = r#"<p:r xmlns:p="urn:p"><p:a><p:b>x</p:b></p:a></p:r>"#;
    assert_eq!(
        written(r#"{"a":{"b":"x"}}"#, &of("r", &OUTER).within("p", "urn:p")),
        xml
    );
    let xml = r#"<r><p:a xmlns:p="urn:p"><p:b>x</p:b></p:a></r>"#;
    assert_eq!(written(r#"{"a":{"b":"x"}}"#, &of("r", &OUTER)), xml);
}

#[test]
fn cdata_is_split_where_it_would_end() {
    let xml = "<r><![CDATA[a]]]]><![CDATA[>&]]></r>";
    assert_eq!(written(r#"{"text":"a]]>&"}"#, &of("r", &REMARK)), xml);
    assert_eq!(read(xml, &REMARK), r#"{"text":"a]]>&"}"#);
}

#[test]
fn what_xml_has_no_form_for_is_refused() {
    let order = of("line", &LINE);
    let problem = |json: &str| write(json, &order).unwrap_err();
    assert_eq!(
        problem(r#"{"item":"\u0000"}"#),
        "a text has the character U+0000, which XML can't have"
    );
    assert_eq!(problem(r#"{"a b":"x"}"#), "`a b` can't be a name in XML");
    assert_eq!(problem(r#"{"><x":"x"}"#), "`><x` can't be a name in XML");
    assert_eq!(problem(r#"{"@":"x"}"#), "`` can't be a name in XML");
    assert_eq!(problem(r#"{"a":[[1]]}"#), "a list within a list has no form in XML");
}

#[derive(Clone, Debug, PartialEq)]
struct Pet {
    id: i64,
    name: Option<String>,
}

json_object! { Pet {
    "id" => id: required,
    "name" => name: optional,
} }

static PET: Content = Content::Object(&[
    attribute("id", &Content::Number).required(),
    element("name", &Content::Text),
]);

fn received(media_type: &str, body: &[u8]) -> Result<Pet, String> {
    let mut headers = HeaderMap::new();
    headers.insert("content-type", media_type.parse().unwrap());
    let reply = Reply::whole(200, headers, body.to_vec());
    reply.xml(&PET).map_err(|mismatch| match mismatch {
        Mismatch::Json(error) => error.to_string(),
        _ => "another mismatch".to_owned(),
    })
}

#[test]
fn a_body_is_read_in_its_encoding_or_as_json() {
    let pet = |name: &str| {
        Ok(Pet {
            id: 7,
            name: Some(name.to_owned()),
        })
    };
    let xml = r#"<pet id="7"><name>é</name></pet>"#;
    assert_eq!(received("application/xml", xml.as_bytes()), pet("é"));
    assert_eq!(
        received("application/xml", format!("\u{feff}{xml}").as_bytes()),
        pet("é")
    );
    let latin1: Vec<u8> = format!(r#"<?xml version="1.0" encoding="ISO-8859-1"?>{xml}"#)
        .chars()
        .map(|letter| letter as u8)
        .collect();
    assert_eq!(received("text/xml", &latin1), pet("é"));
    let utf16: Vec<u8> = format!("\u{feff}{xml}")
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    assert_eq!(received("text/xml", &utf16), pet("é"));
    assert_eq!(
        received("application/json", r#"{"id":7,"name":"é"}"#.as_bytes()),
        pet("é")
    );
}

#[test]
fn what_does_not_fit_its_type_says_at_which_property() {
    let xml = |body: &str| received("application/xml", body.as_bytes()).unwrap_err();
    assert_eq!(xml("<pet><name>a</name></pet>"), "the property `id` is missing");
    assert_eq!(xml(r#"<pet id="x"/>"#), "/id: expected an integer, found a string");
    assert_eq!(xml("<pet"), "not valid XML: not well-formed, at byte 0");
    assert_eq!(xml(" "), "the body is empty");
}
