# ${view.name}

| clause | level | what it says |<#list view.rungs as rung> ${rung} |</#list>
| --- | --- | --- |<#list view.rungs as rung> --- |</#list>
<#list view.clauses as line>
| `${line.clause.id()}` | ${line.clause.level().text()} | ${line.clause.summary()?replace("|", "\\|")} |<#list line.has as has> ${has?then("yes", "–")} |</#list>
</#list>
<#if view.unvectored?has_content>

Without a vector:

<#list view.unvectored as each>
- `${each.id}`: ${each.why}.
</#list>
</#if>
<#list view.machines as machine>

## Machine `${machine.name}`

${machine.table.states?size} states, ${machine.diagram.states?size} kinds of them; every state with every input is in
[`${machine.snapshot}`](../../${machine.snapshot}).

```mermaid
${machine.mermaid}```
</#list>
<#if view.exhibits?has_content>

## Bugs that die here

<#list view.exhibits as each>
- [${each.id}](../museum.md#${each.id?lower_case}): ${each.title}
</#list>
</#if>
