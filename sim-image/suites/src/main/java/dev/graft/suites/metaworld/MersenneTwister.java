package dev.graft.suites.metaworld;

/**
 * The generator MT19937 (Matsumoto and Nishimura, 1998), seeded and read as numpy's legacy {@code
 * np.random.seed} and {@code np.random.random_sample} do (numpy, {@code _mt19937.pyx}).
 */
final class MersenneTwister {
  /** The largest seed. */
  static final long LARGEST_SEED = 0xFFFFFFFFL;

  private static final int SIZE = 624;
  private static final int SHIFT = 397;
  private static final int UPPER_BIT = 0x80000000;
  private static final int LOWER_BITS = 0x7FFFFFFF;
  private static final int TWIST = 0x9908B0DF;

  private final int[] state = new int[SIZE];
  private int position = SIZE;

  /** Seeded as the authors' {@code init_genrand}. */
  MersenneTwister(long seed) {
    if (seed < 0 || seed > LARGEST_SEED) {
      throw new IllegalArgumentException(
          "seed is %d, must be from 0 to %d".formatted(seed, LARGEST_SEED));
    }
    state[0] = (int) seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  /** The next number in [0, 1), of 53 random bits. */
  double next() {
    int upper = bits() >>> 5;
    int lower = bits() >>> 6;
    return (upper * 67108864.0 + lower) / 9007199254740992.0;
  }

  /** The next 32 random bits. */
  private int bits() {
    if (position == SIZE) {
      twist();
      position = 0;
    }
    int bits = state[position++];
    bits ^= bits >>> 11;
    bits ^= (bits << 7) & 0x9D2C5680;
    bits ^= (bits << 15) & 0xEFC60000;
    return bits ^ (bits >>> 18);
  }

  private void twist() {
    for (int i = 0; i < SIZE; i++) {
      int joined = (state[i] & UPPER_BIT) | (state[(i + 1) % SIZE] & LOWER_BITS);
      int twisted = (joined >>> 1) ^ ((joined & 1) == 0 ? 0 : TWIST);
      state[i] = state[(i + SHIFT) % SIZE] ^ twisted;
    }
  }
}
