# The bug museum

Known bugs, put into our code on purpose: ${view.museum.exhibits?size} bugs in ${view.specimens} places. Each dies by the
property that is named for it, in a trace that is at most ${view.museum.slack} step longer than the shortest there is; the data
are in [`museum.json`](../museum.json), and `dtls-keying pages` shows the traces.
<#list view.museum.exhibits as each>

## ${each.id}

**${each.title}.** ${each.story}
<#if each.source?has_content>
Reported: ${each.source}.
</#if>

<#list each.specimens as one>
- `${one.family}`, ${one.bug}: ${one.story}. Dies by *${one.killer}*, length ${one.length} of ${one.optimum}.
</#list>
</#list>

## Who notices what

Each bug was shown to every property that can be asked about code of its kind: *yes*, it is noticed; *–*, it is not; an empty
cell, the property is about something else.

<#list view.matrices as matrix>
### ${matrix.family}

<#list matrix.properties as property>
${property_index + 1}. ${property}
</#list>

| bug |<#list matrix.properties as property> ${property_index + 1} |</#list>
| --- |<#list matrix.properties as property> --- |</#list>
<#list matrix.bugs as bug>
| ${bug.bug} |<#list bug.by as by> ${by} |</#list>
</#list>

</#list>
