package dtlskeying.properties.dtls13;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;

/** P56, P57: what the user of a live association learns when its keys are renewed. */
class RenewedAssociationProperties {
    @Example
    void P56_P57_each_epoch_is_announced_exported_for_and_logged_and_no_ticket_is_offered() {
        assertThat(new RenewedAssociationCode().firstWrong()).isEmpty();
    }

    @Example
    void each_bug_is_noticed() {
        for (var guard : RenewedAssociationGuards.ALL)
            assertThat(guard.run().get()).as("%s: %s", guard.bug(), guard.story()).isPresent();
    }
}
