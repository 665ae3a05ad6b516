package dtlskeying.properties.chunk;

import dtlskeying.impl.chunk.Enforcement;
import dtlskeying.impl.chunk.EpochPruning;
import dtlskeying.impl.chunk.KeyInstall;
import dtlskeying.impl.chunk.KeyUpdate;
import dtlskeying.properties.Machine;
import dtlskeying.spec.chunk.EnforcementSpec;
import dtlskeying.spec.chunk.EpochPruningSpec;
import dtlskeying.spec.chunk.KeyInstallSpec;
import dtlskeying.spec.chunk.KeyUpdateSpec;

/** The four machines that one end is made of, each of which a mutant may replace. */
record ChunkMachines(
        Machine<KeyInstall, KeyInstallSpec.Input, KeyInstallSpec.Effect> install,
        Machine<Enforcement, EnforcementSpec.Input, EnforcementSpec.Effect> gate,
        Machine<EpochPruning, EpochPruningSpec.Input, EpochPruningSpec.Effect> keys,
        Machine<KeyUpdate, KeyUpdateSpec.Input, KeyUpdateSpec.Effect> update) {
    /** Ours. */
    static final ChunkMachines HEALTHY =
            new ChunkMachines(KeyInstall::on, Enforcement::on, EpochPruning::on, KeyUpdate::on);

    ChunkMachines with(Machine<KeyInstall, KeyInstallSpec.Input, KeyInstallSpec.Effect> changed) {
        return new ChunkMachines(changed, gate, keys, update);
    }
}
