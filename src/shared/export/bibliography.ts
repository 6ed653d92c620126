/** A publication, as BibTeX wants it. */
export interface Publication {
  readonly type: 'article' | 'inproceedings' | 'misc';
  /** As in "Rueckauer et al. (2017)". */
  readonly short: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Every publication that a method of Spikebench comes from, by its BibTeX key. A DOI stands only where it was certain. */
export const bibliography = {
  rueckauer2017: article('Rueckauer et al. (2017)', {
    author: 'Rueckauer, Bodo and Lungu, Iulia-Alexandra and Hu, Yuhuang and Pfeiffer, Michael and Liu, Shih-Chii',
    title: 'Conversion of Continuous-Valued Deep Networks to Efficient Event-Driven Networks for Image Classification',
    journal: 'Frontiers in Neuroscience',
    volume: '11',
    pages: '682',
    year: '2017',
    doi: '10.3389/fnins.2017.00682',
  }),
  diehl2015: inProceedings('Diehl et al. (2015)', {
    author:
      'Diehl, Peter U. and Neil, Daniel and Binas, Jonathan and Cook, Matthew and Liu, Shih-Chii and Pfeiffer, Michael',
    title: 'Fast-classifying, high-accuracy spiking deep networks through weight and threshold balancing',
    booktitle: 'International Joint Conference on Neural Networks (IJCNN)',
    year: '2015',
    doi: '10.1109/IJCNN.2015.7280696',
  }),
  han2020: inProceedings('Han et al. (2020)', {
    author: 'Han, Bing and Srinivasan, Gopalakrishnan and Roy, Kaushik',
    title:
      '{RMP-SNN}: Residual Membrane Potential Neuron for Enabling Deeper High-Accuracy and Low-Latency Spiking Neural Network',
    booktitle: 'IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)',
    year: '2020',
  }),
  bu2022opi: inProceedings('Bu et al. (2022a)', {
    author: 'Bu, Tong and Ding, Jianhao and Yu, Zhaofei and Huang, Tiejun',
    title: 'Optimized Potential Initialization for Low-Latency Spiking Neural Networks',
    booktitle: 'AAAI Conference on Artificial Intelligence',
    year: '2022',
  }),
  bu2022qcfs: inProceedings('Bu et al. (2022b)', {
    author: 'Bu, Tong and Fang, Wei and Ding, Jianhao and Dai, PengLin and Yu, Zhaofei and Huang, Tiejun',
    title: 'Optimal {ANN-SNN} Conversion for High-accuracy and Ultra-low-latency Spiking Neural Networks',
    booktitle: 'International Conference on Learning Representations (ICLR)',
    year: '2022',
  }),
  bu2025: inProceedings('Bu et al. (2025)', {
    author: 'Bu, Tong and Li, Maohua and Yu, Zhaofei',
    title: 'Inference-Scale Complexity in {ANN-SNN} Conversion for High-Performance and Low-Power Applications',
    booktitle: 'IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)',
    year: '2025',
  }),
  li2021: inProceedings('Li et al. (2021)', {
    author: 'Li, Yuhang and Deng, Shikuang and Dong, Xin and Gong, Ruihao and Gu, Shi',
    title: 'A Free Lunch From {ANN}: Towards Efficient, Accurate Spiking Neural Networks Calibration',
    booktitle: 'International Conference on Machine Learning (ICML)',
    year: '2021',
  }),
  deng2021: inProceedings('Deng and Gu (2021)', {
    author: 'Deng, Shikuang and Gu, Shi',
    title: 'Optimal Conversion of Conventional Artificial Neural Networks to Spiking Neural Networks',
    booktitle: 'International Conference on Learning Representations (ICLR)',
    year: '2021',
  }),
  wang2022: inProceedings('Wang et al. (2022)', {
    author: 'Wang, Yuchen and Zhang, Malu and Chen, Yi and Qu, Hong',
    title: 'Signed Neuron with Memory: Towards Simple, Accurate and High-Efficient {ANN-SNN} Conversion',
    booktitle: 'International Joint Conference on Artificial Intelligence (IJCAI)',
    year: '2022',
  }),
  li2022: inProceedings('Li and Zeng (2022)', {
    author: 'Li, Yang and Zeng, Yi',
    title: 'Efficient and Accurate Conversion of Spiking Neural Network with Burst Spikes',
    booktitle: 'International Joint Conference on Artificial Intelligence (IJCAI)',
    year: '2022',
  }),
  sengupta2019: article('Sengupta et al. (2019)', {
    author: 'Sengupta, Abhronil and Ye, Yuting and Wang, Robert and Liu, Chiao and Roy, Kaushik',
    title: 'Going Deeper in Spiking Neural Networks: {VGG} and Residual Architectures',
    journal: 'Frontiers in Neuroscience',
    volume: '13',
    pages: '95',
    year: '2019',
    doi: '10.3389/fnins.2019.00095',
  }),
  stoeckl2021: article('Stöckl and Maass (2021)', {
    author: 'St{\\"o}ckl, Christoph and Maass, Wolfgang',
    title: 'Optimized spiking neurons can classify images with high accuracy through temporal coding with two spikes',
    journal: 'Nature Machine Intelligence',
    volume: '3',
    pages: '230--238',
    year: '2021',
    doi: '10.1038/s42256-021-00311-4',
  }),
  stanojevic2022: {
    type: 'misc',
    short: 'Stanojevic et al. (2022)',
    fields: {
      author:
        "Stanojevic, Ana and Wo{\\'z}niak, Stanis{\\l}aw and Bellec, Guillaume and Cherubini, Giovanni and Pantazi, Angeliki and Gerstner, Wulfram",
      title: 'An Exact Mapping From {ReLU} Networks to Spiking Neural Networks',
      howpublished: 'arXiv:2212.12522',
      year: '2022',
    },
  },
  kim2018: article('Kim et al. (2018)', {
    author: 'Kim, Jaehyun and Kim, Heesu and Huh, Subin and Lee, Jinho and Choi, Kiyoung',
    title: 'Deep neural networks with weighted spikes',
    journal: 'Neurocomputing',
    volume: '311',
    pages: '373--386',
    year: '2018',
  }),
  park2019: inProceedings('Park et al. (2019)', {
    author: 'Park, Seongsik and Kim, Seijoon and Choe, Hyeokjun and Yoon, Sungroh',
    title: 'Fast and Efficient Information Transmission with Burst Spikes in Deep Spiking Neural Networks',
    booktitle: 'Design Automation Conference (DAC)',
    year: '2019',
  }),
  izhikevich2003: article('Izhikevich (2003)', {
    author: 'Izhikevich, Eugene M.',
    title: 'Simple model of spiking neurons',
    journal: 'IEEE Transactions on Neural Networks',
    volume: '14',
    number: '6',
    pages: '1569--1572',
    year: '2003',
    doi: '10.1109/TNN.2003.820440',
  }),
  vitay2015: article('Vitay et al. (2015)', {
    author: 'Vitay, Julien and Dinkelbach, Helge {\\"U}lo and Hamker, Fred H.',
    title: '{ANNarchy}: a code generation approach to neural simulations on parallel hardware',
    journal: 'Frontiers in Neuroinformatics',
    volume: '9',
    pages: '19',
    year: '2015',
    doi: '10.3389/fninf.2015.00019',
  }),
  pedersen2024: article('Pedersen et al. (2024)', {
    author:
      'Pedersen, Jens E. and Abreu, Steven and Jobst, Matthias and Lenz, Gregor and Fra, Vittorio and Bauer, Felix Christian and Muir, Dylan Richard and Zhou, Peng and Vogginger, Bernhard and Heckel, Kade and Urgese, Gianvito and Shankar, Sadasivan and Stewart, Terrence C. and Sheik, Sadique and Eshraghian, Jason K.',
    title:
      'Neuromorphic intermediate representation: A unified instruction set for interoperable brain-inspired computing',
    journal: 'Nature Communications',
    volume: '15',
    pages: '8122',
    year: '2024',
    doi: '10.1038/s41467-024-52259-9',
  }),
  salmon2011: inProceedings('Salmon et al. (2011)', {
    author: 'Salmon, John K. and Moraes, Mark A. and Dror, Ron O. and Shaw, David E.',
    title: 'Parallel random numbers: as easy as 1, 2, 3',
    booktitle: 'International Conference for High Performance Computing, Networking, Storage and Analysis (SC)',
    year: '2011',
    doi: '10.1145/2063384.2063405',
  }),
  wilson1927: article('Wilson (1927)', {
    author: 'Wilson, Edwin B.',
    title: 'Probable Inference, the Law of Succession, and Statistical Inference',
    journal: 'Journal of the American Statistical Association',
    volume: '22',
    number: '158',
    pages: '209--212',
    year: '1927',
    doi: '10.1080/01621459.1927.10502953',
  }),
} as const satisfies Readonly<Record<string, Publication>>;

export type PublicationKey = keyof typeof bibliography;

function article(short: string, fields: Readonly<Record<string, string>>): Publication {
  return { type: 'article', short, fields };
}

function inProceedings(short: string, fields: Readonly<Record<string, string>>): Publication {
  return { type: 'inproceedings', short, fields };
}
