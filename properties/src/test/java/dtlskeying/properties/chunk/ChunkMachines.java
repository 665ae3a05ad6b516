package dtlskeying.properties.chunk;

import dtlskeying.impl.chunk.Enforcement;
import dtlskeying.impl.chunk.EpochPruning;
import dtlskeying.impl.chunk.KeyInstall;
import dtlskeying.properties.Machine;
import dtlskeying.spec.chunk.EnforcementSpec;
import dtlskeying.spec.chunk.EpochPruningSpec;
import dtlskeying.spec.chunk.KeyInstallSpec;

/** The three machines that one end is made of, each of which a mutant may replace. */
record ChunkMachines(
        Machine<KeyInstall, KeyInstallSpec.Input, KeyInstallSpec.Effect> install,
        Machine<Enforcement, EnforcementSpec.Input, EnforcementSpec.Effect> gate,
        Machine<EpochPruning, EpochPruningSpec.Input, EpochPruningSpec.Effect> keys) {
    /** Ours. */
    static final ChunkMachines HEALTHY =
            new ChunkMachines(KeyInstall::on, Enforcement::on, EpochPruning::on);

    ChunkMachines with(Machine<KeyInstall, KeyInstallSpec.Input, KeyInstallSpec.Effect> changed) {
        return new ChunkMachines(changed, gate, keys);
    }
}
