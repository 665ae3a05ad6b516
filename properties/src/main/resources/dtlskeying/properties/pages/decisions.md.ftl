# Decisions and readings

## Decisions

| | question | choice | why |
| --: | --- | --- | --- |
<#list view.decisions as each>
| ${each.number()} | ${each.question()} | ${each.choice()} | ${each.why()} |
</#list>

## Readings

Passages that can be read in two ways. Each is a switch of the model; the way that our implementation takes is in bold.

| clause | question | one way | the other |
| --- | --- | --- | --- |
<#list view.readings as each>
| `${each.clause()}` | ${each.question()} | ${each.isDefault()?then("**" + each.choice() + "**", each.choice())} | ${each.isDefault()?then(each.alternative(), "**" + each.alternative() + "**")} |
</#list>
