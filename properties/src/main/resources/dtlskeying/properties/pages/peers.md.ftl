# What others do differently

What the probe (`dtls-keying probe`) sees at five other implementations, in both roles, where that is not what a clause
says. The build asks them anew each time and fails when an entry comes or goes
([`vectors/probe`](../probe)). What is not listed here was asked and kept.

| implementation | version | role |
| --- | --- | --- |
<#list view.peers as peer>
| ${peer.library} | ${peer.version} | ${peer.role} |
</#list>

FAIL is a difference from a clause that is required or stated (MUST, MUST NOT, is); DEPARTS is one from a recommendation
(SHOULD), or an end without the alert that RFC 8446 §6.2 recommends; with "or PASS", the peer's timing decides, and both were seen.
None of this says how good an implementation is: the cases are those of two documents and of what
they build on, and where a document can be read in two ways, who takes the other way is not named. Where a case of
DTLS 1.3 is named srtp-…, the peer has the argument srtp=0001,0002 instead of retry=1.
<#list view.documents as chapter>

## ${chapter.document.title()}
<#list chapter.points as point>

### ${point.clause.id()}

${point.clause.level().text()}: ${point.clause.summary()}.
<#list point.differences as each>

**${each.peer.library} ${each.peer.version}, ${each.peer.role}**, case `${each.about.id}`: ${each.about.outcome}<#if each.about.seen?has_content>; ${each.about.seen}</#if>.
${each.about.why}
<#if each.about.steps?has_content>

```
<#list each.about.steps as step>
${step}
</#list>
```
</#if>

    ${each.command()}
</#list>
</#list>
</#list>

## What could not be asked, or told

<#list view.open as each>
**${each.peer.library}, ${each.peer.role}**

<#list each.cases as one>
- `${one.id}` (${one.clause.id()}), ${one.outcome}: ${one.why}
</#list>

</#list>
