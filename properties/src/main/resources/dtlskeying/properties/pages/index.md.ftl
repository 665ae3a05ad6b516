# How far each clause is

Made by the build of the compiled code and of the data in [`vectors/`](..); `dtls-keying pages --out DIR` makes the same as
HTML, with a page for each clause and each bug.

- [Decisions and readings](decisions.md)
- [The bug museum](museum.md)
- [What others do differently](peers.md)
- [What was explored](../explorations.md)

| chapter | clauses |<#list view.rungs as rung> ${rung} |</#list>
| --- | --: |<#list view.rungs as rung> --: |</#list>
<#list view.chapters as each>
| [`${each.chapter}`](${each.chapter}.md) | ${each.clauses} |<#list view.rungs as rung> ${each.reached[rung]} |</#list>
</#list>
